namespace DataRights.Export.Pages.Languages;

/// <summary>The texts of the first page and of those with files.</summary>
internal sealed record OverviewTexts
{
    public required string Title { get; init; }

    public required string Access { get; init; }

    public required string Portability { get; init; }

    public required string AnsweredBy { get; init; }

    public required string Contact { get; init; }

    public required string Policy { get; init; }

    public required string Request { get; init; }

    public required string Received { get; init; }

    public required string Collected { get; init; }

    public required string PartsTitle { get; init; }

    public required string PartsNote { get; init; }

    public required string WhatIsHere { get; init; }

    public required string NoRecords { get; init; }

    public required string Records { get; init; }

    public required string Files { get; init; }

    public required string FilesTitle { get; init; }

    public required string NoFiles { get; init; }

    public required string NotLinked { get; init; }

    public required string Missing { get; init; }

    public required string NothingMissing { get; init; }

    public required string ForMachines { get; init; }

    public required string DataPackage { get; init; }

    public required string AboutFile { get; init; }

    public required string Checksums { get; init; }
}
