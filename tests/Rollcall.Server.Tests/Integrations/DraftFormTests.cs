using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Rollcall.Core.Integrations;
using Rollcall.Core.Integrations.Drafts;
using Rollcall.Server.Integrations;
using Rollcall.Server.Integrations.Form;
using Rollcall.Server.Integrations.Testing;
using Rollcall.Server.Releases;

namespace Rollcall.Server.Tests.Integrations;

public sealed class DraftFormTests
{
    [Theory]
    [MemberData(nameof(DraftsTests.Definitions), MemberType = typeof(DraftsTests))]
    public void Typing_every_field_over_with_what_it_shows_leaves_an_equal_document(string yaml)
    {
        var form = Form(yaml);
        var before = Written(form);
        foreach (var row in form.Root.Rows("customFields"))
        {
            CustomFieldForm.SetType(row, CustomFieldForm.TypeId(row));
            form.Authentication.Rename(row, row.Text("variable"));
        }
        var mapping = form.Root.NeedMap("mapping");
        foreach (var row in mapping.Rows("fields"))
        {
            MappingForm.SetHeading(mapping, row, MappingForm.Heading(mapping, row));
            MappingForm.SetSteps(row, MappingForm.Steps(row));
            MappingForm.SetKey(mapping, row, MappingForm.IsKey(mapping, row));
        }
        foreach (var endpoint in form.Endpoints)
        {
            TypeOver(form, endpoint);
        }
        Assert.Equal(before, Written(form));
    }

    [Fact]
    public void Renamed_field_of_the_method_is_renamed_in_the_method_keystroke_by_keystroke()
    {
        var form = Form(StarterDocument.Of(IntegrationType.List));
        form.Authentication.Change("header");
        form.Authentication.HeaderValue = "App $api_key";
        var row = form.Root.Rows("customFields")[0];
        foreach (var typed in new[] { "api_ke", "", "t", "token" })
        {
            form.Authentication.Rename(row, typed);
            Assert.True(form.Authentication.IsOfMethod(row));
        }
        Assert.Equal("App $token", form.Authentication.HeaderValue);
        form.CheckAgain(null);
        Assert.Empty(form.Problems);
    }

    [Fact]
    public void Change_of_method_names_what_is_used_elsewhere_and_drops_its_rows()
    {
        var form = Form(StarterDocument.Of(IntegrationType.List));
        form.Authentication.Change("basic");
        form.Root["endpoints"]!["addUsers"]!["url"] = "$base_url/${ api_key }/add";
        Assert.Equal(["api_key"], form.Authentication.UsedElsewhere());
        form.Authentication.Change("none");
        Assert.Equal(["base_url"], form.Root.Rows("customFields").Select(row => row.Text("variable")));
    }

    [Fact]
    public void Unfinished_text_survives_saving_and_moving_rows()
    {
        var form = Form(StarterDocument.Of(IntegrationType.List));
        var errors = form.Endpoints[0].Errors.Own;
        form.SetJsonText(errors[0], "subError", "{\"code\": ");
        TreeValues.MoveRow(errors[0], 2);
        var headers = new NamedRows(form, form.Root, "headers");
        headers.Add();
        headers.Rows[0].Value = "kept";
        headers.Write();
        form.CheckAgain(null);
        Assert.Contains(form.Problems, problem => problem.Path == "endpoints.createList.errors[2].subError");
        Assert.Contains(form.Problems, problem => problem.Path == "headers");
        var draft = form.ToDraft();
        var again = new DraftForm(new Draft(draft.Root.DeepClone().AsObject(), draft.Unfinished));
        Assert.Equal("{\"code\": ", again.JsonText(again.Endpoints[0].Errors.Own[2], "subError"));
        Assert.Equal("kept", new NamedRows(again, again.Root, "headers").Rows[0].Value);
    }

    [Fact]
    public void Copied_errors_follow_their_original()
    {
        var form = Form(StarterDocument.Of(IntegrationType.List));
        var remove = form.Endpoints[2].Errors;
        Assert.Equal("addUsers", remove.CopyFrom);
        Assert.Equal(4, remove.Count);
        form.Endpoints[0].Errors.Add();
        Assert.Equal(5, remove.Count);
        form.Endpoints[0].Errors.CopyFrom = "removeUsers";
        Assert.InRange(remove.Count, 0, 100);
    }

    [Fact]
    public void Change_of_kind_keeps_what_applies_and_names_what_goes()
    {
        var form = Form(StarterDocument.Of(IntegrationType.List));
        Assert.Equal(
            ["List Creation Endpoint", "Add Users Endpoint", "Remove Users Endpoint"],
            KindChange.Goes(form.Root, IntegrationType.Property)
        );
        KindChange.Apply(form.Root, IntegrationType.Property, "Acme");
        form.CheckAgain(null);
        Assert.True(form.IsProperty);
        Assert.Equal(0, form.ErrorCount);
        KindChange.Apply(form.Root, IntegrationType.List, "Acme");
        form.CheckAgain(null);
        Assert.Equal(0, form.ErrorCount);
    }

    [Theory]
    [InlineData(
        "{\"a\":$items,\"b\":[ ],\"c\":{\"d\":\"x, y\"}}",
        "{\n  \"a\": $items,\n  \"b\": [],\n  \"c\": {\n    \"d\": \"x, y\"\n  }\n}"
    )]
    [InlineData("[${a | replace:\"[\",\"}\"},1]", "[\n  ${a | replace:\"[\",\"}")]
    [InlineData("{\"a\": [}", null)]
    [InlineData("{\"a\": \"x}", null)]
    public void Payload_is_laid_out_with_its_variables_untouched(string payload, string? expected)
    {
        var formatted = PayloadFormat.Of(payload);
        if (expected is null)
        {
            Assert.Null(formatted);
        }
        else
        {
            Assert.StartsWith(expected, formatted ?? "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Formatting_changes_white_space_only_and_nothing_the_second_time() =>
        Gen.String["{}[],:\"a$ \n\\"]
            .Sample(payload =>
            {
                if (PayloadFormat.Of(payload) is { } formatted)
                {
                    Assert.Equal(formatted, PayloadFormat.Of(formatted));
                }
            });

    [Fact]
    public void Hash_of_what_was_tested_changes_with_requests_only()
    {
        var root = Form(StarterDocument.Of(IntegrationType.List)).Root;
        var before = TestedHash.Of(root, "addUsers");
        root["summary"] = "Another.";
        root["endpoints"]!["addUsers"]!["errors"] = new JsonArray();
        root["endpoints"]!["createList"]!["url"] = "https://other.example";
        Assert.Equal(before, TestedHash.Of(root, "addUsers"));
        root["endpoints"]!["addUsers"]!["url"] = "https://other.example";
        Assert.NotEqual(before, TestedHash.Of(root, "addUsers"));
    }

    [Theory]
    [InlineData("listId", "{ listId: $list_id }")]
    [InlineData("response.data.id", "{ response: { data: { id: $list_id } } }")]
    [InlineData("$.data[0].id", "{ data: [ { id: $list_id } ] }")]
    public void Expected_response_is_drawn_from_the_path(string path, string drawing) =>
        Assert.Equal(drawing, ExpectedResponse.Of(path));

    [Fact]
    public void Difference_names_the_lines_that_differ()
    {
        var lines = LineDifference.Between("a\nb\nc", "a\nx\nc");
        Assert.Equal(
            [(LineKind.Same, "a"), (LineKind.Removed, "b"), (LineKind.Added, "x"), (LineKind.Same, "c")],
            lines.Select(line => (line.Kind, line.Text))
        );
    }

    private static void TypeOver(DraftForm form, EndpointForm endpoint)
    {
        var map = endpoint.Map;
        foreach (var key in new[] { "url", "body", "items", "contentType", "batchBytes" })
        {
            map.SetOptional(key, map.Text(key));
        }
        if (endpoint.IsCreation)
        {
            map.SetText("listIdPath", endpoint.ListIdPath);
        }
        else
        {
            map.SetNumber("batchSize", endpoint.BatchSize);
        }
        endpoint.Further = endpoint.Further;
        foreach (var key in new[] { "headers", "query" })
        {
            new NamedRows(form, map, key).Write();
        }
        foreach (var row in endpoint.Errors.Own)
        {
            row.SetNumber("status", row.Text("status"));
            if (row.ContainsKey("subError"))
            {
                form.SetJsonText(row, "subError", form.JsonText(row, "subError"));
            }
        }
    }

    private static DraftForm Form(string yaml) =>
        new(new Draft(DraftTree.Read(Encoding.UTF8.GetBytes(yaml), "x.yaml", out _)!, []));

    private static string Written(DraftForm form) =>
        IntegrationWriter.ToJson(DraftCheck.Of(form.Root).Document.Integration!);
}
