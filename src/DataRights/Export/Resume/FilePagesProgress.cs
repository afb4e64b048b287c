namespace DataRights.Export.Resume;

/// <summary>The pages of a collection of files.</summary>
internal sealed record FilePagesProgress(string Collection, IReadOnlyList<PageProgress> Pages);
