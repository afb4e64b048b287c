using DataRights.Searching;

namespace DataRights.Deletion.Searching;

/// <summary>The columns that a step's deep search has gone through.</summary>
internal sealed record DeepProgress(string Step, IReadOnlyList<SearchedColumn> Columns);
