using System.Buffers;
using System.Text;
using Rollcall.Core.Integrations;
using Rollcall.Core.Integrations.Checks;
using Rollcall.Core.Members;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Delivery.Requests.Compiled;

/// <summary>Puts an endpoint's headers together: the method's, the general ones, its own; later ones replace earlier ones of the same name.</summary>
internal sealed class HeaderCompiler(TemplateCompiler compiler)
{
    // RFC 7617: neither user name nor password may hold one; most often it is the line end of the file that it came from.
    private static readonly SearchValues<byte> Controls = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(c => (byte)c),
        0x7F,
    ]);

    private readonly List<CompiledHeader> _headers = [];

    /// <summary>The headers in order.</summary>
    public IReadOnlyList<CompiledHeader> Headers => _headers;

    /// <summary>Compiles them.</summary>
    /// <exception cref="SettingException">A setting cannot stand in a header.</exception>
    public void Compile(Integration integration, Endpoint endpoint)
    {
        var own = integration
            .Headers.Where(general => !endpoint.Headers.Any(header => IsSame(header.Name, general.Name)))
            .Concat(endpoint.Headers)
            .ToList();
        Authenticate(integration.Authentication, own);
        foreach (var header in own)
        {
            Add(header);
        }
        if (endpoint.IdempotencyHeader is { } name && !own.Any(header => IsSame(header.Name, name)))
        {
            Check(name);
            _headers.Add(new CompiledHeader(name, null));
        }
    }

    private void Authenticate(Authentication authentication, List<NamedTemplate> own)
    {
        var name = authentication.Method == AuthenticationMethod.Basic ? "Authorization" : authentication.Header?.Name;
        if (name is null || own.Any(header => IsSame(header.Name, name)))
        {
            return;
        }
        if (authentication.Method == AuthenticationMethod.Basic)
        {
            _headers.Add(new CompiledHeader(name, compiler.Fixed(Basic(authentication))));
        }
        else
        {
            Add(authentication.Header!);
        }
    }

    private string Basic(Authentication authentication)
    {
        var user = Credential(authentication.UserName);
        var password = Credential(authentication.Password);
        if (user.AsSpan().Contains((byte)':'))
        {
            var variable = authentication.UserName!.Uses.Count > 0 ? authentication.UserName.Uses[0].Name : "api_key";
            throw new SettingException(variable, $"The value of ${variable} is a user name and cannot hold a colon.");
        }
        return "Basic " + Convert.ToBase64String([.. user, (byte)':', .. password]);
    }

    private byte[] Credential(Template? template)
    {
        if (template is null)
        {
            return [];
        }
        var compiled = compiler.Compile(template);
        if (compiled.IsFixed && compiled.FixedBytes.AsSpan().ContainsAny(Controls))
        {
            var variable = template.Uses.Count > 0 ? template.Uses[0].Name : "api_key";
            throw new SettingException(
                variable,
                $"The value of ${variable} holds a line break or another control character, which Basic authentication cannot carry."
            );
        }
        return compiled.IsFixed
            ? compiled.FixedBytes
            : throw new ArgumentException(
                $"\"{template.Source}\" differs from request to request and cannot authenticate.",
                nameof(template)
            );
    }

    private void Add(NamedTemplate header)
    {
        Check(header.Name);
        _headers.Add(new CompiledHeader(header.Name, compiler.Compile(header.Value)));
    }

    private static void Check(string name)
    {
        if (HeaderNames.WhyNot(name) is { } fault)
        {
            throw new ArgumentException(fault, nameof(name));
        }
    }

    private static bool IsSame(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A header with the run's values written in.</summary>
/// <param name="name">Its name.</param>
/// <param name="value">Its value; null for the idempotency key.</param>
internal sealed class CompiledHeader(string name, CompiledTemplate? value)
{
    private readonly string? _fixed = value is { IsFixed: true } ? Encoding.ASCII.GetString(value.FixedBytes) : null;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Whether values of an item stand in it.</summary>
    public bool HasFields { get; } = value is { HasFields: true };

    /// <summary>The layouts of <c>$items</c> in it.</summary>
    public IEnumerable<ItemsLayout> Items => value?.Items ?? [];

    /// <summary>Renders the value.</summary>
    /// <returns>A sentence that says why it cannot be rendered; null when it was.</returns>
    public string? Render(
        RenderState state,
        ReadOnlySpan<byte> record,
        ItemBatch? items,
        in BatchValues batch,
        out string text
    )
    {
        text = _fixed ?? "";
        if (_fixed is not null)
        {
            return null;
        }
        if (value is null)
        {
            text = batch.AnsweredAttempts == 0 ? batch.MessageId : $"{batch.MessageId}-{batch.AnsweredAttempts + 1}";
            return null;
        }
        state.Line.ResetWrittenCount();
        var fault = value.Write(state, record, items, state.Line);
        text = Encoding.ASCII.GetString(state.Line.WrittenSpan);
        return fault;
    }
}
