using System.Text;

namespace DataRights.Testing.Processes;

/// <summary>Gathers the lines of a process, in memory and in a file, and tells those who wait for one.</summary>
internal sealed class ProcessOutput(string logFile)
{
    private readonly Lock gate = new();
    private readonly List<string> lines = [];
    private readonly List<(string Part, TaskCompletionSource<string> Found)> waiting = [];

    public string Text
    {
        get
        {
            lock (gate)
                return string.Join('\n', lines);
        }
    }

    public Task<string> FirstLineWith(string part)
    {
        lock (gate)
        {
            if (lines.Find(line => line.Contains(part, StringComparison.Ordinal)) is { } line)
                return Task.FromResult(line);

            var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((part, found));
            return found.Task;
        }
    }

    /// <summary>Reads until the process closes the pipe, that is until its end.</summary>
    public async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
            Add(line);
    }

    private void Add(string line)
    {
        lock (gate)
        {
            lines.Add(line);
            File.AppendAllText(logFile, line + "\n", Encoding.UTF8);
            foreach (var (_, found) in waiting.Where(one => line.Contains(one.Part, StringComparison.Ordinal)))
                found.TrySetResult(line);
        }
    }
}
