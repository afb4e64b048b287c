namespace DataRights.Export.Resume;

/// <summary>The newest page of an export's journal, as the record names it.</summary>
/// <param name="Number">Its number, counted from 1.</param>
/// <param name="Epoch">The epoch of the run that wrote it.</param>
/// <param name="Sha256">SHA-256 of the page as it is stored, in lower-case hex.</param>
internal sealed record JournalHead(int Number, long Epoch, string Sha256);
