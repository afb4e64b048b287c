namespace DataRights.Export.Archive;

/// <summary>
/// The end of a zip: its central directory and the records after it, which hold every entry's name, size, CRC-32 and place. With the
/// length of the whole it tells one archive from another.
/// </summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Sha256">SHA-256 of it up to the end of the file, in lower-case hex.</param>
public sealed record ZipDirectory(long Offset, string Sha256);
