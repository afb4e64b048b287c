namespace DataRights.Sql.Dialects;

/// <summary>A limit that is taken back when it is disposed of.</summary>
internal sealed class TimeLimit(Action takeBack) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        takeBack();
        return ValueTask.CompletedTask;
    }
}
