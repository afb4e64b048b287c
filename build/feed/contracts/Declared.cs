namespace DataRights.Contracts;

/// <summary>What every behaviour of these declarations does: it says why nothing happens.</summary>
internal static class Declared
{
    public static NotSupportedException Only() =>
        new("This was built with declarations in place of a package that the machine's feed lacks; build it where the feed is full.");
}
