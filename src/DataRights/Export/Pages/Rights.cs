namespace DataRights.Export.Pages;

/// <summary>The rights that GDPR Art. 15(1)(e) asks a controller to name, and the statements on (f) and (h).</summary>
internal static class Rights
{
    public const string AnyAuthority = "the data protection authority where you live or work, or where you think the law was broken";

    public const string AutomatedDecisions =
        "The data map does not describe automated decisions or profiling with legal or similar effect (GDPR Art. 22). Ask the controller whether there are any.";

    public static IReadOnlyList<Right> All { get; } =
    [
        new("15", "to a copy of your data and to know how it is used"),
        new("16", "to have data corrected that is wrong or incomplete"),
        new("17", "to have your data erased, as far as no law asks for it to be kept"),
        new("18", "to have its use restricted while a question about it is open"),
        new("20", "to receive what you provided in a form that a machine can read, or to have it sent to another service"),
        new("21", "to object to its use on grounds of legitimate interest, and to direct marketing at any time"),
        new("7(3)", "to withdraw a consent at any time, for the future"),
    ];
}
