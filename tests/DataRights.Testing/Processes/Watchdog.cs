using System.Diagnostics;

namespace DataRights.Testing.Processes;

/// <summary>
/// Kills a child process if this one dies before it: a shell whose stdin is a pipe from here kills the child when that
/// pipe breaks. (The kernel's own death signal goes by thread, and .NET's threads come and go.)
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private readonly Process shell;

    public Watchdog(int processId)
    {
        shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "read -r line; kill -9 \"$1\" 2>/dev/null", "watchdog", $"{processId}"])
        {
            RedirectStandardInput = true,
        }) ?? throw new InvalidOperationException("/bin/sh could not be started.");
    }

    /// <summary>Calls it off; to be done as soon as the child has ended, since its number may be given to another.</summary>
    public void Dispose()
    {
        shell.Kill();
        shell.WaitForExit();
        shell.Dispose();
    }
}
