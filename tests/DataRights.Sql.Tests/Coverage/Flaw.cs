namespace DataRights.Sql.Tests.Coverage;

/// <summary>What spoils a covered schema, what the gate must say of it, and what mends it. Null SQL: not on that database.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Code">The finding's code.</param>
/// <param name="Line">A text of the map's line that the finding must name.</param>
/// <param name="Said">What the sentence must hold.</param>
/// <param name="Spoil">The SQL that spoils; <c>/*pg*/</c> or <c>/*lite*/</c> before it limits it to one database.</param>
/// <param name="Mend">The SQL that mends.</param>
public sealed record Flaw(string Name, string Code, string Line, string Said, string Spoil, string Mend)
{
    public override string ToString() => Name;
}
