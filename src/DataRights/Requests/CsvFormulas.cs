namespace DataRights.Requests;

/// <summary>What becomes of texts in a CSV file that a spreadsheet would run as a formula. Other formats are never altered.</summary>
public enum CsvFormulas
{
    /// <summary>An apostrophe is put before the character that would begin the formula: the default. Taking it away again restores the text.</summary>
    Escape,

    /// <summary>Texts stay as they are: for programs; not for people who open the file in a spreadsheet.</summary>
    Keep,
}
