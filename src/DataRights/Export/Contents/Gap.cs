using System.Globalization;
using DataRights.Mapping;

namespace DataRights.Export.Contents;

/// <summary>Something that is not in the archive, or not in full, with the reason as the person reads it.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="Source">The source, when it is about one.</param>
/// <param name="Collection">The collection, when it is about one.</param>
/// <param name="Subject">The column, table or file it is about. A file's name is personal: it goes into the archive and nowhere else.</param>
/// <param name="Why">A sentence for the person.</param>
internal sealed record Gap(string Code, string? Source, string? Collection, string? Subject, string Why)
{
    /// <summary>What the code alone does not say, such as the reason that the map gives: shown on the page as it is.</summary>
    public string? Detail { get; init; }

    /// <summary>How many values it is about; null when they are not counted.</summary>
    public long? Values { get; init; }

    /// <summary>A gap for other people's sake.</summary>
    public static Gap OfOthers(string code, Collection collection, string column, long values, string why) => new(code, collection.Source, collection.Name, column, why) { Values = values };

    /// <summary>Rows that are left out because they may be another person's.</summary>
    public static Gap OfRows(Collection collection, long rows) => new(GapCodes.RowsWithheld, collection.Source, collection.Name, null, string.Create(
        CultureInfo.InvariantCulture, $"{rows} rows may be another person's, and are left out for their sake (GDPR Art. 15(4)).")) { Values = rows };

    /// <summary>Whether an operator should look at it: the map did not ask for it.</summary>
    public bool IsFault => Code is GapCodes.SourceFailed or GapCodes.ReadFailed or GapCodes.TableMissing or GapCodes.ColumnMissing
        or GapCodes.PrefixUnsafe or GapCodes.FileChanged or GapCodes.FileUnreadable or GapCodes.TextRepaired;

    /// <summary>For operators: without the subject, which may be a file's name.</summary>
    public string Finding => $"{Code}: {(Collection is null ? $"source '{Source}'" : $"collection '{Collection}' of source '{Source}'")}";
}
