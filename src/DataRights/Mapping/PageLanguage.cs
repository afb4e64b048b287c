namespace DataRights.Mapping;

/// <summary>A language that archives' pages can be written in.</summary>
public enum PageLanguage
{
    English,

    /// <summary>In simplified characters.</summary>
    Chinese,
    German,
    French,
}
