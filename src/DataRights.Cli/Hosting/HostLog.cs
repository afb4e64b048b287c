using DataRights.Cli.Terminal;
using Microsoft.Extensions.Logging;

namespace DataRights.Cli.Hosting;

/// <summary>
/// Writes what the host logs to the error stream, one line an entry. Of an exception it writes the type only: the text
/// of a driver's or framework's exception may quote data.
/// </summary>
internal sealed class HostLog(Output output) : ILoggerProvider
{
    /// <summary>The framework's entry for a start that failed; the command tells that itself.</summary>
    private const int StartFailed = 11;

    private readonly Lock gate = new();

    public ILogger CreateLogger(string categoryName) => new Entry(this, categoryName);

    public void Dispose()
    {
    }

    private void Write(string line)
    {
        lock (gate)
        {
            output.Error(line);
        }
    }

    private sealed class Entry(HostLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var isStart = eventId.Id == StartFailed && category.StartsWith("Microsoft.Extensions.Hosting", StringComparison.Ordinal);
            if (!IsEnabled(logLevel) || isStart)
            {
                return;
            }

            var message = formatter(state, null).ReplaceLineEndings(" ");
            log.Write($"{logLevel.ToString().ToLowerInvariant()}: {category}: {message}{(exception is null ? "" : $" ({exception.GetType().FullName})")}");
        }
    }
}
