namespace DataRights.Mapping.Coverage;

/// <summary>
/// Something that the map does not say and the live schema shows, or the other way round. Never passes in silence:
/// it stops a deletion, and an export lists it under what is missing and why.
/// </summary>
/// <param name="Code">A stable code such as <c>table-missing</c> or <c>column-undeclared</c>.</param>
/// <param name="Source">The source.</param>
/// <param name="Collection">The collection at fault; null for a table that the map does not know.</param>
/// <param name="Subject">The table, column or constraint it is about.</param>
/// <param name="Message">What is wrong and how to mend it, in a sentence or two.</param>
/// <param name="Line">The map's line to look at, 0 when there is none.</param>
public sealed record CoverageFinding(string Code, string Source, string? Collection, string Subject, string Message, int Line);
