using System.CommandLine;
using System.CommandLine.Help;
using DataRights.Cli.Commands;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;

namespace DataRights.Cli;

/// <summary>
/// The command line <c>datarights</c>. Whatever goes wrong is told in one line on the error stream, and by the exit
/// code (<see cref="ExitCodes"/>); stack traces are never shown.
/// </summary>
public sealed class CommandLineProgram(IHostComposition composition, TextWriter results, TextWriter errors, TimeProvider time)
{
    /// <summary>How long a host that is told to stop may take to give back what it works on. Killed after that, it loses nothing either.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(10);

    private readonly Output output = new(results, errors);

    public async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var parsed = Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            // What was typed comes before what was left out: 'map chekc' is no such command, rather than one too few.
            var typed = parsed.UnmatchedTokens.Count > 0 ? parsed.Errors.FirstOrDefault(e => parsed.UnmatchedTokens.Any(t => e.Message.Contains(t, StringComparison.Ordinal))) : null;
            output.Error($"datarights: {(typed ?? parsed.Errors[0]).Message} ('datarights {string.Join(' ', arguments.TakeWhile(a => !a.StartsWith('-')).Take(1).Append("--help"))}' says more.)");
            return ExitCodes.BadInput;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { Output = results, Error = errors, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Farewell },
                cancellationToken);
        }
        catch (Exception exception) when (Failures.Of(exception) is { } failure)
        {
            output.Error("datarights: " + failure.Message);
            return failure.ExitCode;
        }
    }

    /// <summary>What a command line means, without doing it.</summary>
    public ParseResult Parse(IReadOnlyList<string> arguments) => Root().Parse(arguments);

    private Command Root() => new("datarights", "Exports, deletes and anonymizes people's data, and shows what was done.")
    {
        new HelpOption(),
        new VersionOption(),
        new ServeCommand(composition, output).Create(),
        new DemoCommand(composition, output, time).Create(),
        new SubmitCommand(output).Create(),
        new PlanCommand(composition, output).Create(),
        new TokenCommand(output, time).Create(),
        new MapCommand(composition, output).Create(),
        new KeysCommand(output).Create(),
        new VerifyCommand(composition, output).Create(),
        new ReplayCommand(output).Create(),
        new ApproveCommand(output).Create(),
        new HoldCommand(output).Create(),
        new RetentionCommand(composition, output).Create(),
        new ArchiveCommand(output, time).Create(),
    };
}
