using DataRights.Mapping.Expressions;
using DataRights.Subjects;

namespace DataRights.Retention.Holding;

/// <summary>A person whose raw rows are kept: those for which the condition holds, or all. Personal data, held in memory only.</summary>
public sealed record HeldPerson(RootKey Root, Predicate? When)
{
    public override string ToString() => Root.Collection;
}
