namespace DataRights.Api.Problems;

/// <summary>One thing wrong with a body: where (JSON pointer, RFC 6901) and what to mend. Never quotes a value.</summary>
public sealed record ProblemPart(string Pointer, string Detail);
