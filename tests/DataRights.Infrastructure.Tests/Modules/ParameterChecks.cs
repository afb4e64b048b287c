using DataRights.Infrastructure.Tests.Bicep;

namespace DataRights.Infrastructure.Tests.Modules;

/// <summary>Whether a value that stands there literally fits a parameter: its type and what its decorators allow. Expressions fit.</summary>
internal static class ParameterChecks
{
    public static bool Fits(BicepDeclaration parameter, BicepValue value)
    {
        var kind = parameter.Type.TrimEnd('?') switch
        {
            "string" => "string",
            "int" => "number",
            "bool" => "boolean",
            "object" => "object",
            var other when other.EndsWith("[]", StringComparison.Ordinal) => "array",
            _ => null,
        };
        string[] literals = ["string", "number", "boolean", "object", "array"];
        return !literals.Contains(value.Kind) || kind is null || (value.Kind == kind && Allowed(parameter, value) && InRange(parameter, value));
    }

    private static bool Allowed(BicepDeclaration parameter, BicepValue value) =>
        parameter.Decorator("allowed") is not { } allowed || allowed.Items[0].Items.Any(i => Equals(i.Value, value.Value));

    private static bool InRange(BicepDeclaration parameter, BicepValue value)
    {
        var (least, most, size) = value.Kind switch
        {
            "number" => ("minValue", "maxValue", value.Number),
            "string" => ("minLength", "maxLength", value.String!.Length),
            _ => ("", "", null),
        };
        return size is null
            || ((Limit(parameter, least) is not { } l || size >= l) && (Limit(parameter, most) is not { } m || size <= m));
    }

    private static double? Limit(BicepDeclaration parameter, string decorator) => parameter.Decorator(decorator)?.Items[0].Number;
}
