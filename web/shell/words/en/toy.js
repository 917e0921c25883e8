export default { class: 'class {k}' };
