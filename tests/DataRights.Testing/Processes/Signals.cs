using System.Runtime.InteropServices;

namespace DataRights.Testing.Processes;

/// <summary>What .NET cannot send to another process by itself.</summary>
internal static class Signals
{
    private const int Terminate = 15;
    private const int NoSuchProcess = 3;

    /// <summary>Asks the process to end, as a service manager does. One that has ended already is fine.</summary>
    public static void SendTerminate(int processId)
    {
        if (Kill(processId, Terminate) != 0 && Marshal.GetLastPInvokeError() != NoSuchProcess)
            throw new InvalidOperationException($"Signal {Terminate} could not be sent: error {Marshal.GetLastPInvokeError()}.");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
