using System.CommandLine;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Commands;

/// <summary><c>datarights retention</c>.</summary>
internal sealed class RetentionCommand(IHostComposition composition, Output output)
{
    public Command Create() => new("retention", "Anonymized analytics: what was published, and what would be.") { new RetentionReportCommand(output).Create(), new RetentionPreviewCommand(composition, output).Create() };
}
