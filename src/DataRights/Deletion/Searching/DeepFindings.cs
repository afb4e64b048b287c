using DataRights.Deletion.Receipts;
using DataRights.Sources;

namespace DataRights.Deletion.Searching;

/// <summary>What a deep search came to: what the person's own rows still hold, what others' mention, and what was left out.</summary>
internal sealed record DeepFindings(IReadOnlyList<Residue> Residue, IReadOnlyList<MentionFact> Mentions, IReadOnlyList<NotSearchedFact> NotSearched);
