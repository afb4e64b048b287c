using System.CommandLine;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;
using DataRights.Deletion;
using DataRights.Export.Planning;
using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Subjects;
using Microsoft.Extensions.DependencyInjection;

namespace DataRights.Cli.Commands;

/// <summary><c>datarights plan</c>: what a deletion would do, row by row counted, or what an export would hold and take. Writes nothing to any source.</summary>
internal sealed class PlanCommand(IHostComposition composition, Output output)
{
    public Command Create()
    {
        var (data, map, connections) = (CommonOptions.Data(), CommonOptions.Map(), CommonOptions.Connections());
        var identifiers = new Option<string[]>("--person")
        {
            Description = "An identifier of the person, as the map names it: user_id=17. May be repeated; all must be one person's.",
            HelpName = "IDENTIFIER=VALUE",
            Required = true,
        };
        identifiers.Validators.Add(NamedValues.Validate);
        var kind = new Option<RequestKind>("--kind") { Description = "What is planned: a deletion unless said.", HelpName = "access|portability|deletion", DefaultValueFactory = _ => RequestKind.Deletion };
        var command = new Command("plan", "Shows what a deletion of a person would do, or what an export would hold and how long it would take. Writes nothing.") { identifiers, kind, data, map, connections };
        command.SetAction((parsed, token) => RunAsync(
            new(Path.GetFullPath(parsed.GetValue(data)!), parsed.GetValue(map), NamedValues.Read(parsed.GetValue(connections)), 0),
            NamedValues.Read(parsed.GetValue(identifiers)), parsed.GetValue(kind), token));
        return command;
    }

    private async Task<int> RunAsync(EmbeddedSettings settings, Dictionary<string, string> identifiers, RequestKind kind, CancellationToken cancellationToken)
    {
        var collection = new ServiceCollection();
        composition.AddEngine(collection, settings, worker: false);
        await using var services = collection.BuildServiceProvider();
        var person = composition.Normalize(services.GetRequiredService<DataMap>(), identifiers);
        var root = await services.GetRequiredService<ISubjectResolver>().ResolveAsync(person, cancellationToken)
            ?? throw new CommandException("Nobody was found by these identifiers, so there is nothing to plan.");
        if (kind != RequestKind.Deletion)
        {
            var export = await services.GetRequiredService<IExportPlanner>().PlanAsync(root, kind, cancellationToken);
            Write(export);
            return export.Findings.Count == 0 ? ExitCodes.Ok : ExitCodes.Failed;
        }

        var now = (services.GetService<TimeProvider>() ?? TimeProvider.System).GetUtcNow();
        var plan = await services.GetRequiredService<IDeletionPlanner>().PlanAsync(root, now, cancellationToken);
        Write(plan);
        return plan.CanRun ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private void Write(ExportPlan plan)
    {
        output.Table(["source", "collection", "rows", "files", "bytes"], [.. plan.Collections.Select(c => (IReadOnlyList<string>)
            [c.Source, c.Collection, FormattableString.Invariant($"{c.Rows}"), FormattableString.Invariant($"{c.Files}"), FormattableString.Invariant($"{c.Bytes}")])]);
        var estimate = plan.Estimate;
        output.Line($"{plan.Rows} rows and {plan.Files} files; roughly an archive of {estimate.ArchiveBytes / 1e6:0.0} MB in {estimate.Parts} part(s), made in {estimate.Seconds} s. Nothing was written.");
        foreach (var finding in plan.Findings)
        {
            output.Error($"not counted: {finding}");
        }
    }

    private void Write(DeletionPlan plan)
    {
        var rows = plan.Collections.SelectMany(c => c.Treatments.Select(t => (IReadOnlyList<string>)
            [c.Source, c.Collection, t.Treatment.ToString().ToLowerInvariant(), FormattableString.Invariant($"{t.Rows}"), t.Law ?? ""])).ToList();
        output.Table(["source", "collection", "treatment", "rows", "law"], rows);
        output.Line($"{plan.Collections.Sum(c => c.Rows)} rows, in this order. Nothing was written.");
        foreach (var finding in plan.Findings)
        {
            output.Error($"stops it: {finding.Code}: {finding.Message}");
        }

        foreach (var reason in plan.Approvals)
        {
            output.Error($"needs approval: {reason.Code}: {reason.Message}");
        }
    }
}
