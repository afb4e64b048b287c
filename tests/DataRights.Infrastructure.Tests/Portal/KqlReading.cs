namespace DataRights.Infrastructure.Tests.Portal;

/// <summary>
/// What a query reads of one table: the values that Name is compared with, those that anything else is compared with, and the
/// properties taken out of Properties.
/// </summary>
internal sealed record KqlReading(string Table, IReadOnlyList<string> Names, IReadOnlyList<string> Words, IReadOnlyList<string> Properties);
