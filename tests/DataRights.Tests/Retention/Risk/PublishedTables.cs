namespace DataRights.Tests.Retention.Risk;

/// <summary>Tables printed in the literature, each row as its published quasi-identifiers and its sensitive value.</summary>
internal static class PublishedTables
{
    /// <summary>Sweeney, "k-anonymity: a model for protecting privacy", IJUFKS 10(5), 2002, figure 2: k = 2 over race, birth, gender and ZIP.</summary>
    public static readonly (string Class, string Sensitive)[] Sweeney =
    [
        ("Black 1965 m 0214*", "short breath"), ("Black 1965 m 0214*", "chest pain"), ("Black 1965 f 0213*", "hypertension"), ("Black 1965 f 0213*", "hypertension"),
        ("Black 1964 f 0213*", "obesity"), ("Black 1964 f 0213*", "chest pain"), ("White 1964 m 0213*", "chest pain"), ("White 1964 m 0213*", "obesity"),
        ("White 1964 m 0213*", "short breath"), ("White 1967 m 0213*", "chest pain"), ("White 1967 m 0213*", "chest pain"),
    ];

    /// <summary>Machanavajjhala et al., "l-diversity: privacy beyond k-anonymity", TKDD 1(1), 2007, figure 1: the inpatients before anything was done.</summary>
    public static readonly (string Zip, int Age, string Nationality, string Disease)[] Inpatients =
    [
        ("13053", 28, "Russian", "Heart Disease"), ("13068", 29, "American", "Heart Disease"), ("13068", 21, "Japanese", "Viral Infection"), ("13053", 23, "American", "Viral Infection"),
        ("14853", 50, "Indian", "Cancer"), ("14853", 55, "Russian", "Heart Disease"), ("14850", 47, "American", "Viral Infection"), ("14850", 49, "American", "Viral Infection"),
        ("13053", 31, "American", "Cancer"), ("13053", 37, "Indian", "Cancer"), ("13068", 36, "Japanese", "Cancer"), ("13068", 35, "American", "Cancer"),
    ];

    /// <summary>Figure 2 of the same: 4-anonymous.</summary>
    public static IEnumerable<(string Class, string Sensitive)> FourAnonymous =>
        Inpatients.Select(p => (p.Zip.StartsWith("1485", StringComparison.Ordinal) ? "1485* >=40 *" : $"130** {(p.Age < 30 ? "<30" : "3*")} *", p.Disease));

    /// <summary>Figure 3 of the same: 3-diverse.</summary>
    public static IEnumerable<(string Class, string Sensitive)> ThreeDiverse =>
        Inpatients.Select(p => ($"{p.Zip[..4]}* {(p.Age <= 40 ? "<=40" : ">40")} *", p.Disease));

    /// <summary>Li, Li, Venkatasubramanian, "t-closeness", ICDE 2007, tables 3 and 4: salaries of the 3-diverse classes, in thousands.</summary>
    public static readonly int[][] Salaries = [[3, 4, 5], [6, 8, 11], [7, 9, 10]];

    /// <summary>Table 5 of the same, 0.167-close in salary.</summary>
    public static readonly int[][] CloseSalaries = [[3, 5, 9], [6, 8, 11], [4, 7, 10]];

    public static IReadOnlyList<IReadOnlyList<long>> CountsByClass(IEnumerable<(string Class, string Sensitive)> rows) =>
        [.. rows.GroupBy(r => r.Class).Select(c => (IReadOnlyList<long>)[.. c.GroupBy(r => r.Sensitive).Select(v => v.LongCount())])];
}
