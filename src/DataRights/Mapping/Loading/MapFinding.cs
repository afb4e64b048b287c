namespace DataRights.Mapping.Loading;

/// <summary>One thing that is wrong in a data map, where, and how to mend it. It never quotes a connection.</summary>
/// <param name="Code">One of <see cref="MapCodes"/>.</param>
/// <param name="File">The file as it was named to the loader.</param>
/// <param name="Line">From 1; 0 when the file could not be read.</param>
/// <param name="Column">From 1; 0 when the file could not be read.</param>
/// <param name="Path">The place in the document: <c>$.collections.orders.columns.email.export</c>.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Fix">How to mend it.</param>
public sealed record MapFinding(string Code, string File, int Line, int Column, string Path, string Message, string Fix)
{
    public override string ToString() => $"{File}({Line},{Column}): {Code}: {Message} Fix: {Fix} [{Path}]";
}
