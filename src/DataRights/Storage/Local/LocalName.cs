using System.Security.Cryptography;
using System.Text;

namespace DataRights.Storage.Local;

/// <summary>An object's name with the places that belong to it on disk.</summary>
internal sealed class LocalName
{
    public LocalName(LocalLayout layout, string name)
    {
        ObjectNameRules.Check(name);
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(name));
        var id = Convert.ToHexStringLower(hash);
        File = Path.Combine(layout.Root, name.Replace('/', Path.DirectorySeparatorChar));
        Directory = Path.GetDirectoryName(File)!;
        Intent = Path.Combine(layout.Appends, id);
        Blocks = Path.Combine(layout.Blocks, id);
        Stripe = hash[0];
    }

    /// <summary>The object itself, a plain file.</summary>
    public string File { get; }

    public string Directory { get; }

    /// <summary>There while an append is under way.</summary>
    public string Intent { get; }

    /// <summary>The folder of its staged blocks.</summary>
    public string Blocks { get; }

    /// <summary>Which lock guards it. The same in every process.</summary>
    public byte Stripe { get; }
}
