using Rollcall.Core.Integrations.Reading;
using Rollcall.Core.Templates;

namespace Rollcall.Core.Integrations.Checks;

/// <summary>Checks every use of a variable: that it is declared, and that it may stand where it stands.</summary>
/// <param name="faults">Receives what is wrong.</param>
/// <param name="declarations">What is declared.</param>
/// <param name="method">The authentication method; null where it cannot be told, and nothing is said of its variables.</param>
internal sealed class VariableCheck(FaultList faults, Declarations declarations, string? method)
{
    private readonly HostCheck _hosts = new(faults, declarations);
    private readonly Undeclared _undeclared = new(declarations, method);

    /// <summary>Checks a use.</summary>
    public void Check(Use use)
    {
        var name = use.Variable.Name;
        if (PredefinedVariables.Find(name) is not null)
        {
            CheckPreDefined(use);
            _hosts.CheckOther(use);
        }
        else if (declarations.KindOf(name) is not { } kind)
        {
            if (method is not null || AuthenticationVariables.Find(name) is null)
            {
                faults.Add(use.At, _undeclared.Message(use));
            }
        }
        else if (kind == VariableKind.Mapping)
        {
            CheckMapping(use, declarations.Mapping(name));
            _hosts.CheckOther(use);
        }
        else
        {
            _hosts.CheckSetting(use);
        }
    }

    private void CheckPreDefined(Use use)
    {
        var (name, site) = (use.Variable.Name, use.Site);
        var why = name switch
        {
            "list_id" => site.NoListId,
            "items" when !site.TakesItems => "it stands in the body of an endpoint that takes users",
            "items" => site.ItemsNeed is { } need ? $"it needs {need}" : null,
            _ => site.PreDefined?.Contains(name) ?? true ? null : Reason(site),
        };
        if (why is not null)
        {
            faults.Add(use.At, $"${use.Variable.Written} cannot stand in {site.Name}: {why}.");
        }
    }

    private static string Reason(Site site) =>
        site.PreDefined is { Count: > 0 } names
            ? $"only what is known there can, which is ${string.Join(", $", names)} and what the customer gives"
            : "only what the customer gives can";

    private void CheckMapping(Use use, MappingField? field)
    {
        if (!use.Site.TakesMapping)
        {
            faults.Add(
                use.At,
                $"${use.Variable.Written} is a field of one user and cannot stand in {use.Site.Name}; "
                    + "it stands in items, or in URL and body of an endpoint without $items."
            );
        }
        if (field is { Key: true } && !use.Site.TakesChangedKeys)
        {
            CheckFilters(use);
        }
    }

    private void CheckFilters(Use use)
    {
        var filters = use.Variable.Filters;
        if (!filters.Any(filter => FilterCatalog.Find(filter.Name) is { ChangesValue: true }))
        {
            return;
        }
        foreach (var (filter, at) in filters.Zip(use.FiltersAt()))
        {
            if (FilterCatalog.Find(filter.Name) is { ChangesValue: true })
            {
                faults.Add(
                    at,
                    $"{filter.Name} changes which value the key field ${use.Variable.Written} is, so that the destination "
                        + $"could take two items for one; put it into the field's normalize: [{filter.Name}]."
                );
            }
        }
    }
}
