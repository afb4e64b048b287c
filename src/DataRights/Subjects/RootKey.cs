using DataRights.Sources;

namespace DataRights.Subjects;

/// <summary>The one row (or rows sharing the root's key) that is the subject. Personal data: held in memory, sealed at rest.</summary>
public sealed record RootKey(string Collection, Key Key)
{
    public override string ToString() => Collection;
}
