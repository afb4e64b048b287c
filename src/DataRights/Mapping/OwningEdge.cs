using DataRights.Sources;

namespace DataRights.Mapping;

/// <summary>
/// A reference that is walked (or a file prefix) as an edge: rows of <paramref name="Child"/> belong to rows of <paramref name="Parent"/>,
/// or are what those are members of.
/// </summary>
/// <param name="Id">Names the edge.</param>
/// <param name="Child">The referring collection.</param>
/// <param name="Parent">The collection referred to.</param>
/// <param name="Reference">The reference; null for a file prefix.</param>
public sealed record OwningEdge(EdgeId Id, Collection Child, Collection Parent, Reference? Reference)
{
    public bool CrossesSources => Child.Source != Parent.Source;

    /// <summary>The parent's columns whose values lead into the child.</summary>
    public IReadOnlyList<string> ParentColumns => Reference?.ToColumns ?? Child.Files!.Columns;

    /// <summary>Whether many people can hold on to one row by it; see <see cref="Reference.IsMembership"/>.</summary>
    public bool IsMembership => Reference is { IsMembership: true };

    public JoinTransform Compare => Reference?.Compare ?? JoinTransform.None;
}
