namespace DataRights.Cli.Maps;

/// <summary>What a check of a data map found, one line each, ready to be read. Errors make it unusable; warnings do not.</summary>
/// <param name="Summary">What was checked, in one line.</param>
/// <param name="Errors">Each with file, line, path, what is wrong and how to mend it.</param>
/// <param name="Warnings">For instance a reference column without an index.</param>
public sealed record MapReport(string Summary, IReadOnlyList<string> Errors, IReadOnlyList<string> Warnings);
