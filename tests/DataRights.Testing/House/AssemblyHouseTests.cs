using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Xunit;

namespace DataRights.Testing.House;

/// <summary>
/// The house rules that a built assembly shows. Run on every assembly of <c>src</c> by a small subclass in the test
/// project that references it.
/// </summary>
public abstract class AssemblyHouseTests(string name)
{
    private readonly Assembly assembly = Assembly.Load(name);

    [Fact]
    public void Every_public_type_says_what_it_promises()
    {
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        Assert.True(File.Exists(file), $"{name} comes without its XML documentation.");
        var described = XDocument.Load(file).Descendants("member")
            .Where(member => !string.IsNullOrWhiteSpace(member.Element("summary")?.Value))
            .Select(member => member.Attribute("name")!.Value)
            .ToHashSet();

        var silent = Types().Where(type => type.IsVisible && !described.Contains("T:" + type.FullName!.Replace('+', '.'))).Select(type => type.FullName!);

        Offenders.None(silent, "public types without an XML summary");
    }

    [Fact]
    public void Every_class_is_sealed_unless_others_derive_from_it()
    {
        var open = Types()
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false })
            .Select(type => type.FullName!);

        Offenders.None(open, "classes that are neither sealed nor abstract nor static");
    }

    /// <summary>
    /// The types that people wrote. The compiler makes <c>Program</c> around top-level statements; source generators (that of
    /// the Functions worker makes its function table so) mark whole types as theirs.
    /// </summary>
    private IReadOnlyList<Type> Types() =>
        [.. assembly.GetTypes().Where(type => !type.Name.Contains('<') && type.FullName != "Program"
            && !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.IsDefined(typeof(GeneratedCodeAttribute)))];
}
