namespace DataRights.Export.Pages;

/// <summary>A right of the person, as archives state it.</summary>
internal sealed record Right(string Article, string Text);
