using Xunit;

namespace DataRights.Samples.Tests.PythonPro;

/// <summary>The sample at its default size, seeded once for the tests that only read it.</summary>
public sealed class ThousandPeople : IAsyncLifetime
{
    public SeededSqlite Sample { get; } = new();

    public async ValueTask InitializeAsync() => await Sample.SeedAsync(1000, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        Sample.Dispose();
        return ValueTask.CompletedTask;
    }
}
