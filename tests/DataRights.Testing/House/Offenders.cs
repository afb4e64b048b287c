using Xunit;

namespace DataRights.Testing.House;

/// <summary>Fails a house rule with the whole list of what breaks it.</summary>
public static class Offenders
{
    public static void None(IEnumerable<string> offenders, string what)
    {
        var all = offenders.Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, $"There are {all.Count} {what}:\n  {string.Join("\n  ", all)}");
    }
}
