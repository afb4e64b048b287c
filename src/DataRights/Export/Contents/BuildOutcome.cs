namespace DataRights.Export.Contents;

/// <summary>How collecting the data ended.</summary>
internal enum BuildOutcome
{
    /// <summary>All of it is in the archive, which can now be described and closed.</summary>
    Collected,

    /// <summary>The time slice is used up; a later run goes on.</summary>
    SliceEnded,

    /// <summary>The subject is not there any more.</summary>
    Gone,
}
