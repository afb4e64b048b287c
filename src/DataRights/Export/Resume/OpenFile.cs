using DataRights.Export.Archive;

namespace DataRights.Export.Resume;

/// <summary>A large file between two of its chunks.</summary>
/// <param name="Passed">How the list of files dealt with will name it.</param>
/// <param name="Name">What the store calls it.</param>
/// <param name="Version">The version that was being read.</param>
/// <param name="Shown">What the person called it.</param>
/// <param name="Bag">The part of the archive it is in.</param>
/// <param name="Path">Its path in the bag.</param>
/// <param name="Length">Its whole size.</param>
/// <param name="Entry">How much of it is in the archive.</param>
internal sealed record OpenFile(string Passed, string Name, string Version, string Shown, int Bag, string Path, long Length, OpenEntry Entry);
