using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Makes a copy of libLibTorchSharp.so that a libstdc++ without GLIBCXX_3.4.32 can load, where the system's is such a one:
/// see docs/decisions/libtorch-on-older-systems.md. Anything that is not exactly as expected leaves no copy, and the
/// package's own file is then used.
/// </summary>
public sealed class RetargetLibTorchSharp : Task
{
    private const string NewVersion = "GLIBCXX_3.4.32";
    private const string OldVersion = "GLIBCXX_3.4";
    private const string NewSymbol = "_ZSt21ios_base_library_initv";
    private const string OldSymbol = "_ZNSt8ios_base4InitC1Ev";

    /// <summary>The package's file; only read.</summary>
    [Required]
    public string Library { get; set; }

    /// <summary>Where the copy goes, if there is to be one.</summary>
    [Required]
    public string Copy { get; set; }

    public override bool Execute()
    {
        File.Delete(Copy);
        string standardLibrary = FindStandardLibrary();
        if (standardLibrary == null || Contains(File.ReadAllBytes(standardLibrary), NewVersion))
            return true;
        byte[] bytes = File.ReadAllBytes(Library);
        string kept = Retarget(bytes);
        if (kept != null)
        {
            Log.LogMessage(MessageImportance.High, "libLibTorchSharp.so is left as it is: {0}", kept);
            return true;
        }

        string partial = Copy + ".partial";
        File.WriteAllBytes(partial, bytes);
        File.Move(partial, Copy);
        Log.LogMessage(
            MessageImportance.High,
            "{0} has no {1}: libLibTorchSharp.so is copied to {2} with {3} instead",
            standardLibrary,
            NewVersion,
            Copy,
            OldVersion);
        return true;
    }

    // The one that this process runs with is the one that others will be given; else the usual folders'.
    private static string FindStandardLibrary()
    {
        var candidates = new List<string>();
        try
        {
            candidates.AddRange(File.ReadLines("/proc/self/maps")
                .Where(line => line.Contains("/libstdc++.so.6"))
                .Select(line => line.Substring(line.IndexOf('/'))));
        }
        catch (IOException)
        {
        }

        string[] folders = { "/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib64", "/lib64", "/usr/lib" };
        candidates.AddRange(folders.Select(folder => folder + "/libstdc++.so.6"));
        return candidates.FirstOrDefault(File.Exists);
    }

    private static bool Contains(byte[] bytes, string name) => Occurrences(bytes, name).Any();

    private static List<int> Occurrences(byte[] bytes, string name)
    {
        byte[] wanted = Encoding.ASCII.GetBytes("\0" + name + "\0");
        var found = new List<int>();
        int at = Array.IndexOf(bytes, (byte)0);
        while (at >= 0 && at + wanted.Length <= bytes.Length)
        {
            int i = 1;
            while (i < wanted.Length && bytes[at + i] == wanted[i])
            {
                i++;
            }

            if (i == wanted.Length)
            {
                found.Add(at + 1);
            }

            at = Array.IndexOf(bytes, (byte)0, at + 1);
        }

        return found;
    }

    // Works in place; returns why nothing was done, or null. Formats: the ELF specification (64 bits, little endian) and
    // the Linux Standard Base, "Symbol Versioning".
    private static string Retarget(byte[] file)
    {
        try
        {
            return new Elf(file).Retarget();
        }
        catch (Exception error)
            when (error is ArgumentException || error is IndexOutOfRangeException || error is OverflowException)
        {
            return "it is not an ELF file as expected";
        }
    }

    private sealed class Elf
    {
        private readonly byte[] _file;

        public Elf(byte[] file) => _file = file;

        public string Retarget()
        {
            if (U32(0) != 0x464C457F || _file[4] != 2 || _file[5] != 1)
            {
                return "it is not a 64-bit little-endian ELF file";
            }

            int sections = I64(0x28), sectionSize = U16(0x3A), sectionCount = U16(0x3C);
            int needed = -1, symbols = -1, versions = -1;
            for (int i = 0; i < sectionCount; i++)
            {
                int at = sections + (i * sectionSize);
                switch (U32(at + 4))
                {
                    case 0x6FFFFFFE when needed < 0: needed = at; break;
                    case 11 when symbols < 0: symbols = at; break;
                    case 0x6FFFFFFF when versions < 0: versions = at; break;
                    case 0x6FFFFFFE:
                    case 11:
                    case 0x6FFFFFFF: return "it has several dynamic symbol tables";
                }
            }

            if (needed < 0 || symbols < 0 || versions < 0)
            {
                return "it has no symbol versions";
            }

            int stringSection = sections + ((int)U32(needed + 0x28) * sectionSize);
            if (U32(symbols + 0x28) != U32(needed + 0x28))
            {
                return "its names are in several tables";
            }

            int strings = I64(stringSection + 0x18), stringsSize = I64(stringSection + 0x20);

            // The version-need entries of libstdc++: exactly one of the new version, and one of the old.
            var newOnes = new List<int>();
            var oldOnes = new List<int>();
            for (int need = I64(needed + 0x18), left = (int)U32(needed + 0x2C); left > 0; left--)
            {
                bool standard = Name(strings, U32(need + 4)).StartsWith("libstdc++.so", StringComparison.Ordinal);
                int entry = need + (int)U32(need + 8);
                for (int i = 0; i < U16(need + 2); i++)
                {
                    string name = Name(strings, U32(entry + 8));
                    bool isStandard = standard && U32(entry) == Hash(name);
                    if (name == NewVersion)
                    {
                        if (!isStandard)
                        {
                            return "its version entries are not as expected";
                        }

                        newOnes.Add(entry);
                    }
                    else if (name == OldVersion && isStandard)
                    {
                        oldOnes.Add(entry);
                    }

                    entry += (int)U32(entry + 12);
                }

                need += (int)U32(need + 12);
            }

            if (newOnes.Count == 0)
            {
                return "it does not ask for " + NewVersion;
            }

            if (newOnes.Count != 1 || oldOnes.Count != 1)
            {
                return "its version entries are not as expected";
            }

            // The one symbol of that version, and nobody else's name inside its name.
            var names = Occurrences(_file, NewSymbol).Where(at => at >= strings && at < strings + stringsSize).ToList();
            if (names.Count != 1)
            {
                return "the symbol's name is not there once";
            }

            int newIndex = U16(newOnes[0] + 6), offset = names[0] - strings, users = 0;
            int table = I64(symbols + 0x18), count = I64(symbols + 0x20) / 24, versionTable = I64(versions + 0x18);
            for (int i = 0; i < count; i++)
            {
                int name = (int)U32(table + (i * 24));
                bool isNew = (U16(versionTable + (2 * i)) & 0x7FFF) == newIndex;
                if (isNew != (name == offset))
                {
                    return "other symbols have the version " + NewVersion;
                }

                if (name > offset && name <= offset + NewSymbol.Length)
                {
                    return "the symbol's name is shared";
                }

                if (isNew)
                {
                    users++;
                }
            }

            if (users != 1)
            {
                return "the symbol is not there once";
            }

            Encoding.ASCII.GetBytes(OldSymbol.PadRight(NewSymbol.Length, '\0')).CopyTo(_file, names[0]);
            Array.Copy(_file, oldOnes[0], _file, newOnes[0], 4);
            Array.Copy(_file, oldOnes[0] + 8, _file, newOnes[0] + 8, 4);
            return null;
        }

        private static uint Hash(string name)
        {
            uint hash = 0;
            foreach (char c in name)
            {
                hash = (hash << 4) + c;
                uint high = hash & 0xF0000000;
                hash = (hash ^ (high >> 24)) & ~high;
            }

            return hash;
        }

        private string Name(int strings, uint offset)
        {
            int start = checked(strings + (int)offset);
            return Encoding.ASCII.GetString(_file, start, Array.IndexOf(_file, (byte)0, start) - start);
        }

        private int U16(int at) => BitConverter.ToUInt16(_file, at);

        private uint U32(int at) => BitConverter.ToUInt32(_file, at);

        private int I64(int at) => checked((int)BitConverter.ToInt64(_file, at));
    }
}
