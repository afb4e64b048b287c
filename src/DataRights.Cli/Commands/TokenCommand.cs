using System.CommandLine;
using DataRights.Api.Access;
using DataRights.Cli.Access;
using DataRights.Cli.Hosting;
using DataRights.Cli.Terminal;

namespace DataRights.Cli.Commands;

/// <summary><c>datarights token</c>: a token for the embedded host on the same data directory, on the result stream alone.</summary>
internal sealed class TokenCommand(Output output, TimeProvider time)
{
    private const string RolePrefix = "DataRights.";

    private static readonly string[] Roles = [.. AppRoles.All.Select(r => r[RolePrefix.Length..])];

    public Command Create()
    {
        var data = CommonOptions.Data();
        var subject = new Option<string[]>("--subject")
        {
            Description = "A token of the person with this identifier, signed in just now: user_id=42. May be repeated for one person's further identifiers.",
            HelpName = "IDENTIFIER=VALUE",
        };
        subject.Validators.Add(NamedValues.Validate);
        var role = new Option<string[]>("--role")
        {
            Description = $"A token of a program or an operator with this role: {string.Join(", ", Roles)}. May be repeated. It is written to a file under the data directory too.",
            HelpName = "ROLE",
        };
        role.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => !Roles.Contains(t.Value, StringComparer.Ordinal)))
            {
                result.AddError($"--role must be one of {string.Join(", ", Roles)}.");
            }
        });
        var command = new Command("token", "Makes a development token for the embedded host.") { subject, role, data };
        command.Validators.Add(result =>
        {
            if ((result.GetResult(subject) is null) == (result.GetResult(role) is null))
            {
                result.AddError("token takes either --subject or --role.");
            }
        });
        command.SetAction(parsed => Run(
            new(Path.GetFullPath(parsed.GetValue(data)!), null, new Dictionary<string, string>(), 0),
            NamedValues.Read(parsed.GetValue(subject)), [.. (parsed.GetValue(role) ?? []).Distinct()]));
        return command;
    }

    private int Run(EmbeddedSettings settings, Dictionary<string, string> identifiers, string[] roles)
    {
        settings.RequireUsable();
        var issuer = DevelopmentIssuer.Open(settings.KeyDirectory, time);
        if (roles.Length == 0)
        {
            output.Text(issuer.SubjectToken(identifiers));
            return ExitCodes.Ok;
        }

        var token = issuer.ServiceToken([.. roles.Select(r => RolePrefix + r)]);
        TokenFiles.Write(settings, string.Join('-', roles.Order(StringComparer.Ordinal)).ToLowerInvariant(), token);
        output.Text(token);
        return ExitCodes.Ok;
    }
}
