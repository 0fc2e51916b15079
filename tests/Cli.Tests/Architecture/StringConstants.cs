using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CompExplain.Cli.Tests.Architecture;

/// <summary>The strings that the methods of an assembly load, and its constants; not those in attributes.</summary>
internal static class StringConstants
{
    public static IReadOnlyList<string> Of(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        var types = module.GetTypes().ToList();
        var loaded = types
            .SelectMany(type => type.Methods)
            .Where(method => method.HasBody)
            .SelectMany(method => method.Body.Instructions)
            .Where(instruction => instruction.OpCode == OpCodes.Ldstr)
            .Select(instruction => (string)instruction.Operand);
        var constants = types.SelectMany(type => type.Fields).Select(field => field.Constant).OfType<string>();
        return [.. loaded.Concat(constants)];
    }
}
