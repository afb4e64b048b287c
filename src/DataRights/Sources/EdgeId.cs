namespace DataRights.Sources;

/// <summary>Names an owning reference: the referring collection and the reference's place in its list (0 for a file prefix).</summary>
public readonly record struct EdgeId(string Collection, int Index);
