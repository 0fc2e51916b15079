using Mono.Cecil;

namespace CompExplain.Cli.Tests.Architecture;

/// <summary>Reports every type that one type refers to, once for each place. Nested types are types of their own.</summary>
/// <param name="type">The type that refers.</param>
/// <param name="report">Gets each type referred to, without arrays, references and generic arguments around it.</param>
internal sealed class TypeReferences(TypeDefinition type, Action<TypeReference> report)
{
    public void Walk()
    {
        Visit(type.BaseType);
        VisitAttributes(type);
        VisitConstraints(type);
        foreach (var implementation in type.Interfaces)
        {
            Visit(implementation.InterfaceType);
        }

        foreach (var field in type.Fields)
        {
            Visit(field.FieldType);
            VisitAttributes(field);
        }

        foreach (var property in type.Properties)
        {
            Visit(property.PropertyType);
            VisitAttributes(property);
        }

        foreach (var happening in type.Events)
        {
            Visit(happening.EventType);
            VisitAttributes(happening);
        }

        foreach (var method in type.Methods)
        {
            VisitMethod(method);
        }
    }

    private void VisitMethod(MethodDefinition method)
    {
        VisitAttributes(method);
        VisitConstraints(method);
        Visit(method.ReturnType);
        VisitAttributes(method.MethodReturnType);
        foreach (var parameter in method.Parameters)
        {
            Visit(parameter.ParameterType);
            VisitAttributes(parameter);
        }

        if (!method.HasBody)
        {
            return;
        }

        foreach (var variable in method.Body.Variables)
        {
            Visit(variable.VariableType);
        }

        foreach (var handler in method.Body.ExceptionHandlers)
        {
            Visit(handler.CatchType);
        }

        foreach (var instruction in method.Body.Instructions)
        {
            VisitOperand(instruction.Operand);
        }
    }

    private void VisitOperand(object? operand)
    {
        switch (operand)
        {
            case TypeReference used:
                Visit(used);
                break;
            case FieldReference field:
                Visit(field.DeclaringType);
                Visit(field.FieldType);
                break;
            case MethodReference method:
                VisitCall(method);
                break;
            case CallSite site:
                Visit(site.ReturnType);
                VisitAll(site.Parameters.Select(parameter => parameter.ParameterType));
                break;
        }
    }

    private void VisitCall(MethodReference method)
    {
        if (method is GenericInstanceMethod generic)
        {
            VisitAll(generic.GenericArguments);
        }

        Visit(method.DeclaringType);
        Visit(method.ReturnType);
        VisitAll(method.Parameters.Select(parameter => parameter.ParameterType));
    }

    private void Visit(TypeReference? used)
    {
        switch (used)
        {
            case null or GenericParameter:
                break;
            case GenericInstanceType generic:
                Visit(generic.ElementType);
                VisitAll(generic.GenericArguments);
                break;
            case FunctionPointerType pointer:
                Visit(pointer.ReturnType);
                VisitAll(pointer.Parameters.Select(parameter => parameter.ParameterType));
                break;
            case TypeSpecification wrapped:
                Visit(wrapped.ElementType);
                break;
            default:
                report(used);
                break;
        }
    }

    private void VisitConstraints(IGenericParameterProvider provider)
    {
        foreach (var parameter in provider.GenericParameters)
        {
            VisitAll(parameter.Constraints.Select(constraint => constraint.ConstraintType));
        }
    }

    private void VisitAttributes(ICustomAttributeProvider provider)
    {
        foreach (var attribute in provider.CustomAttributes)
        {
            Visit(attribute.AttributeType);
            foreach (var argument in attribute.ConstructorArguments.Concat(attribute.Properties.Select(named => named.Argument)))
            {
                VisitArgument(argument);
            }
        }
    }

    private void VisitArgument(CustomAttributeArgument argument)
    {
        Visit(argument.Type);
        switch (argument.Value)
        {
            case TypeReference used:
                Visit(used);
                break;
            case CustomAttributeArgument boxed:
                VisitArgument(boxed);
                break;
            case CustomAttributeArgument[] items:
                foreach (var item in items)
                {
                    VisitArgument(item);
                }

                break;
        }
    }

    private void VisitAll(IEnumerable<TypeReference> used)
    {
        foreach (var one in used)
        {
            Visit(one);
        }
    }
}
