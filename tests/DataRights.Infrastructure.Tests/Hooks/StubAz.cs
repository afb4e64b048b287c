using System.Diagnostics;
using DataRights.Testing.Servers;

namespace DataRights.Infrastructure.Tests.Hooks;

/// <summary>
/// An <c>az</c> on the path that keeps a vault's secrets as files, two to a page, and notes how it was called. It can be told to
/// refuse the listing, or the writing of one secret.
/// </summary>
internal sealed class StubAz : IDisposable
{
    public const string Vault = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv";

    private const string Script = """
        #!/bin/sh
        set -eu
        here=$(dirname "$0")
        echo "$*" >>"$here/calls"
        method=
        uri=
        body=
        while [ $# -gt 0 ]; do
            case $1 in
                --method) method=$2; shift ;;
                --uri) uri=$2; shift ;;
                --body) body=$2; shift ;;
            esac
            shift
        done
        case $method in
            get)
                [ ! -e "$here/no-list" ] || { echo "AuthorizationFailed" >&2; exit 1; }
                page=${uri##*page=}
                [ "$page" != "$uri" ] || page=0
                ls "$here/secrets" | tail -n +$((page * 2 + 1)) | head -n 2 | sed "s#^#@VAULT@/secrets/#" | tr '\n' ' ' | sed 's/ $//'
                printf '\r\n'
                if [ "$(ls "$here/secrets" | wc -l)" -gt $((page * 2 + 2)) ]; then printf '%s\r\n' "@VAULT@/secrets?page=$((page + 1))"; else printf '\r\n'; fi
                ;;
            put)
                name=${uri##*/}
                name=${name%%\?*}
                [ ! -e "$here/no-$name" ] || { echo "Conflict" >&2; exit 1; }
                ls -l "${body#@}" >>"$here/modes"
                cp "${body#@}" "$here/secrets/$name"
                ;;
            *) exit 2 ;;
        esac

        """;

    private readonly string folder = Directory.CreateTempSubdirectory("stub-az-").FullName;

    public StubAz(params ReadOnlySpan<string> secrets)
    {
        Directory.CreateDirectory(Path.Combine(folder, "secrets"));
        foreach (var secret in secrets)
        {
            File.WriteAllText(Path.Combine(folder, "secrets", secret), "old");
        }

        var az = Path.Combine(folder, "az");
        File.WriteAllText(az, Script.ReplaceLineEndings("\n").Replace("@VAULT@", Vault, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(az, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public IReadOnlyDictionary<string, string> Secrets =>
        Directory.GetFiles(Path.Combine(folder, "secrets")).ToDictionary(f => Path.GetFileName(f), File.ReadAllText);

    public string Calls => Read("calls");

    /// <summary>The files that values were handed over in, as <c>ls -l</c> shows them.</summary>
    public string Modes => Read("modes");

    public void Refuse(string what) => File.WriteAllText(Path.Combine(folder, $"no-{what}"), "");

    public void Allow(string what) => File.Delete(Path.Combine(folder, $"no-{what}"));

    /// <summary>Runs a hook with this <c>az</c> first on the path.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string hook, CancellationToken cancellationToken, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("sh", [RepositoryRoot.Combine("infra-bicep", "hooks", hook)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["TMPDIR"] = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName;
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(folder, "tmp")));
        return (process.ExitCode, await output + await errors);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Read(string file) => File.Exists(Path.Combine(folder, file)) ? File.ReadAllText(Path.Combine(folder, file)) : "";
}
