namespace DataRights.Api.Tests.Access;

/// <summary>A kind of caller: what it shows, and which answer of the table it is due.</summary>
/// <param name="Name">For people who read a failure.</param>
/// <param name="Headers">The Authorization headers that it sends.</param>
/// <param name="Columns">The columns of the table whose rights it has; the best counts. Empty: none of them.</param>
/// <param name="Standing">How it stands to the request that is asked for.</param>
internal sealed record Caller(string Name, IReadOnlyList<string> Headers, IReadOnlyList<string> Columns, Standing Standing = Standing.Owner)
{
    public override string ToString() => Name;
}
