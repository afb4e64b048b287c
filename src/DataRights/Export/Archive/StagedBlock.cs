using System.Globalization;

namespace DataRights.Export.Archive;

/// <summary>A block that is staged.</summary>
/// <param name="Epoch">The epoch of the run that staged it: no two runs stage blocks of one id.</param>
/// <param name="Number">Its place in the object, counted from 0.</param>
/// <param name="Size">Its bytes.</param>
public sealed record StagedBlock(long Epoch, int Number, long Size)
{
    /// <summary>Stores ask for ids of one length.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"e{Epoch:D10}-b{Number:D6}");
}
