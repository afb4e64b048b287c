using System.CommandLine;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;
using DataRights.Subjects;

namespace DataRights.Cli.Commands;

/// <summary><c>datarights keys rotate</c>: a new key for one purpose, on one machine. In Azure a key is rotated in the vault.</summary>
internal sealed class KeysCommand(Output output)
{
    public Command Create() => new("keys", "Works on the keys of an embedded host.") { Rotate() };

    private Command Rotate()
    {
        var purpose = new Argument<string>("PURPOSE") { Description = $"What the key is for: {string.Join(", ", KeyPurposes.All)}." };
        purpose.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => !KeyPurposes.All.Contains(t.Value, StringComparer.Ordinal)))
            {
                result.AddError($"PURPOSE must be one of {string.Join(", ", KeyPurposes.All)}.");
            }
        });
        var data = CommonOptions.Data();
        var command = new Command("rotate", "Adds a key that new work uses from now on. Older keys stay, to open what they sealed. Hosts may be running.") { purpose, data };
        command.SetAction(parsed =>
        {
            var directory = new EmbeddedSettings(Path.GetFullPath(parsed.GetValue(data)!), null, new Dictionary<string, string>(), 0).KeyDirectory;
            var file = Path.Combine(directory, "keys.json");
            if (!File.Exists(file))
            {
                throw new CommandException($"There is no key file {file}. Name the host's data directory by --data.", ExitCodes.BadInput);
            }

            var version = new FileKeyRing(file).Rotate(parsed.GetValue(purpose)!);
            output.Line($"{parsed.GetValue(purpose)}: key {version} is used from now on. Hosts that are running use it once they are restarted. Back up {file}.");
            return ExitCodes.Ok;
        });
        return command;
    }
}
